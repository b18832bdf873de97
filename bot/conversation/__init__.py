"""What one event may use: its turn, the answers and their texts, explanations, pictures, who runs a chat.

May import spread, claims, platforms and what lies below them.
"""
