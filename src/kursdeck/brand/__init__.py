"""How a deck looks: the PowerPoint template as values, and what brand.yaml adds to it."""
