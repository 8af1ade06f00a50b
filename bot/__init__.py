"""Amends: calm, honest public apologies, drafted in seconds, approved by a person, published once.

The map, in order of flow. A module imports only what stands below it; a test holds this page to the tree.

Commands and assembly

    __main__          python -m bot
    cli               the commands: demo, init, serve, check, templates, eval, export, bench and more
    bench             what `amends bench` measures
    gallery           everything that people see in Slack, once each, from sample rows
    evals             what `amends eval` measures: drafts, and triage against people's labels
    app               assembly: the only place that constructs
    flow              durable workflows: which step is run; with app the only one that names DBOS
    rounds            what each loop does in one turn

Doors where the outside comes in

    web               webhooks, Slack over HTTP, health and metrics
    slack             everything that knows Slack: cards, modals, clicks, the one client
    sources           one file for each tool that sends webhooks: its proof, its shape

Steps: plain functions over rows, none imports another

    intake            webhook body, or what a polled network tells -> verified, normalised, unseen Mention
    triage            Mention -> Verdict
    incidents         recent Mentions -> grouped, opened, growing, over
    advocates         incident -> who might speak up, asked fairly, and what they said
    drafting          Mention + Verdict -> Draft
    approval          Draft + click -> Decision
    publishing        approved Draft -> Publication, once
    pausing           one brake for all publishing
    crisis            an incident that people lead -> statements, actions, an end
    granting          rights for a time: given, taken back, over
    oncall            clocks -> who is pinged next
    followup          approved reply -> its promises, until somebody has kept them

Doors that lead out, built in app and seen as Protocols

    llm               typed question -> typed answer
    phones            one file for each way to call people outside of Slack
    platforms         one file for each way to the public, and for each network that is polled

The truth

    audit             the record: who did what when, in sealed hash chains
    store             sessions and named queries, one file for each aggregate; the only SQL

Pure

    rules             a text -> what it breaks
    rights            a draft -> who may approve it
    routing           a mention -> which channel it goes to, and who alone approves it
    hours             office hours, holidays, quiet hours -> by when, and whether people may be called
    rota              a policy -> who is called in which order, and whose shift it is
    commitments       a promise -> whether somebody owns it, and until when
    templates_engine  a manager's sentence -> words, in a Jinja that can do nothing else
    budgets           calls made -> may the next one go
    hosts             a link -> the same link, if it is the network's own
    rehearsals        mentions of our own making, to try a source: never published
    signing           bytes -> Standard Webhooks signature
    outgoing          HTTP clients for our calls to others
    loops             loops that turn for ever, and bells that wake them
    logs              one JSON object a line, without secrets
    landmarks         named points that crash tests end the process at
    text              strangers' words cleaned, revealed, digested

Words that everybody speaks

    ports             Protocols and records between the steps and the outside
    models            the tables and their words
    settings          the environment, read once
    errors            every error of ours, drawn whole
    migrations        the schema's versions, run at start

Stand-ins for the outside

    sandbox           a strict stand-in for Slack, with a page
    testing           fake servers and contract suites
"""
