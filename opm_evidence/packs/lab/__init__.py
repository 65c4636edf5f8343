"""JupyterLab as an analyst's desk: started warm, on one policy, writing only what is saved."""
