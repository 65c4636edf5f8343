"""What a forked kernel does first: the same as `python -m ipykernel_launcher`, imports apart."""

import os
import sys


def start_kernel(*arguments: str) -> None:
    """Be a kernel until somebody shuts it down."""
    from ipykernel.kernelapp import IPKernelApp

    # A kernel watches for the end of its parent, whose number is read at import: that of the warm
    # process was not known then.
    sys.argv = ["ipykernel_launcher", *arguments, f"--IPKernelApp.parent_handle={os.getppid()}"]
    IPKernelApp.launch_instance()
