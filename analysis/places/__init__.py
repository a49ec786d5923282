"""Where: roads, positions of accidents, black spots and their register."""
