"""What exhibits are in JupyterLab beyond their HTML: tables that sort, a map that is clicked.

Everything here needs the extra `lab`, and is imported only when an exhibit shows itself where that
is installed. No pack is made with it.
"""
