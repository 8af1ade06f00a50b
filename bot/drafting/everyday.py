"""Everyday words of calm replies, as the first five letters of each: what may be said of any trouble.

No word for money, fault, causes, people's character, politics or trade belongs in it.
"""

from typing import Final

_WORDS: Final = """
able about above access across afford after afternoon again against aggravating ago alarming all alone
along already also although always among another answer answered answering anxious any anybody anyone
anything apart appreciate around arrive arrived ask asked asking awaiting away awful baby back bad badly
barely basic became because become bed been before began behind being below beside best better between
beyond big birthday boat both breakfast bring broke broken brought but call called came can cannot care
careful carry case chance change check checked checking child children christmas clean clear clearly
close closing cold come comes comfort coming complete completely confused confusing connect could couldnt
cover crying cut dark daughter day days deal deeply delay delayed deserve deserved deserves desk did
didnt difference different difficult dinner dirty disappointed disappointing distressing does doesnt
doing done dont door down drive drop dropped during each early easier easily easy eat eaten eight either
eleven else embarrassing end enough even evening evenings ever every everybody everyone everything
exactly exhausting expect expected explain explained face fair family far father feel feels felt few
fifteen fifty finally find fine finish first follow food for forced forgotten forty found four frightened
frightening from front frustrated frustrating full further gave get gets getting give given giving goes
going gone good got grandmother great guess habit had half hand handed handle handled hanging happen
happened happening happens hard hardly has hasnt have havent having hear heard hearing heart heat held
help helped helpful helping helps her here herself him himself his hold hope hoped hopeful horrible hot
hour hours house how hungry hurt husband ignore ignored ill infuriating instead internet into isnt issue
its itself job just keep kept kid kids kind know knowing known last late later least leave leaving left
less let letting like likely line listen listened listening little living lonely long longer look looked
looking loss lost lot lunch maddening made make makes making manage many matter matters may maybe meal
mean means meant meet mess message messages might minute minutes miserable miss missed missing moment
month months more morning most mother move much must myself name near nearly need needed needs neither
never new next nice night nine ninety nobody noise none nor not note noted nothing now number numbers off
offer often old one ones online only onto open order other others ought our ours out over own pain
painful parent parents part pass passed past patience patient people perhaps person phone pick place
plain plainly plan plans plenty point poor possible pretty problem promptly proper properly put quick
quickly quite rain rather reach read reading real really reason reasonable receive received relied rely
remain replied reply ride right rough rude ruined sad said same saw say saying scared school seat seats
second see seem seems seen send sense sent serious seriously service set seven several shame she shock
short shortly should shouldnt shouting show side silence simple simply since sit sitting situation six
sixty sleep slow small some somebody someone something soon sorry sort sorted sound sounds speak spent
spoken staff stairs stand standing start started stay step still stood stop straight stranded strange
stress stressful stuck such suddenly sure surprise surprised take taken takes taking talk team tell
telling ten terrible than thank thanks that thats the their them themselves then there these they thing
things think third thirty this those though thought three through time times tired tiring today together
toilet told tomorrow tonight too took toward train travel travelling treated tried trip trouble true
truly trust try trying turn turned twelve twenty twice two unable unacceptable uncomfortable under
understand understandable understood unfair unhappy unhelpful unsafe until upset upsetting use used
useful usual utterly vacation vague very view visit wait waited waiting walk want wanted warm warning was
wasnt waste wasted water way weary weather wedding week weekend weeks welcome well went were werent wet
what wheel when where whether which while who whole whom whose why wife will wish with within without
wondering wont word words work world worried worry worrying worse worst worth would wouldnt write writing
wrong wrongly yes yesterday yet you young your yours yourself
"""
EVERYDAY: Final = frozenset(word[:5] for word in _WORDS.split())
