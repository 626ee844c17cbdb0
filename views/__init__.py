"""The Qt screens and the parts they are made of."""
