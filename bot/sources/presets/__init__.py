"""The factories of the presets: one TOML file and one documented sample each."""

from bot.sources.preset import shipped

f5bot = shipped("f5bot")
instagram = shipped("instagram")
make = shipped("make", "zapier")
mentionfox = shipped("mentionfox")
meta_page = shipped("meta_page")
n8n = shipped("n8n", "zapier")
octolens = shipped("octolens")
redd = shipped("redd")
replyt = shipped("replyt")
trustpilot = shipped("trustpilot")
youscan = shipped("youscan")
zapier = shipped("zapier")
