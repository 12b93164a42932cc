"""What lies beside the wheel in ``dist/``, written by `make dist`, and its audit. No part of the package."""
