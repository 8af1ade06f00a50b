"""Which contract stands for which built-in source."""

from bot.testing.source_contract import SourceContract
from tests.sources import test_contract, test_contract_meta, test_contract_presets

KINDS: dict[str, type[SourceContract]] = {
    "discourse": test_contract.TestDiscourse,
    "f5bot": test_contract_presets.TestF5Bot,
    "generic": test_contract.TestGenericSigned,
    "instagram": test_contract_meta.TestInstagram,
    "make": test_contract_presets.TestZapier,
    "mentionfox": test_contract_presets.TestMentionFox,
    "meta_page": test_contract_meta.TestMetaPage,
    "n8n": test_contract_presets.TestZapier,
    "octolens": test_contract_presets.TestOctolens,
    "redd": test_contract_presets.TestRedd,
    "replyt": test_contract_presets.TestReplyt,
    "trustpilot": test_contract_presets.TestTrustpilot,
    "x_activity": test_contract.TestXActivity,
    "youscan": test_contract_presets.TestYouScan,
    "zapier": test_contract_presets.TestZapier,
}
"""Name of each built-in source -> what its tool does."""
