"""What pip asks to build the package: hatchling, once the Python is new enough.

pip looks at the dependencies first, and of an old Python it only says which of them it could not find.
This file must be readable by an old one.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is where an old one is found out
    sys.exit(
        "Amends needs Python 3.11 or newer; this is {}.{}. Make the environment with a newer one, such as: "
        "python3.12 -m venv .venv".format(*sys.version_info[:2])
    )

from hatchling.build import *  # noqa: F403
