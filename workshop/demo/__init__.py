"""An evening with simulated people: what they say, how they behave, and the process in which they live.

They come in by the same door as phones and consoles (`wire`), and know nothing that a phone would not be told.
"""
