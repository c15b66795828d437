"""The editions: typed policies, installed contexts, URLs and templates. Nothing else differs."""
