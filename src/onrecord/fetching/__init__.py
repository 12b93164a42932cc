"""Addresses to bytes: one client for everything that asks the network.

    Client().fetch("https://...") -> Fetched, or FetchError with a code, a reason and what to do next

Whoever names an address must not reach what this machine can reach and they cannot; whoever owns a host must not be
asked what they do not allow, nor more often than they like; and nobody must be able to hold us up or fill our memory.
"""

from .client import USER_AGENT, Client, Known, Limits
from .networks import Resolver

__all__ = ["USER_AGENT", "Client", "Known", "Limits", "Resolver"]
