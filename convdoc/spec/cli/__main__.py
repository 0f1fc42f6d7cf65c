"""`python -m convdoc.spec.cli` is `convdoc`."""

from . import main

raise SystemExit(main())
