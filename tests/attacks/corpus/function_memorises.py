# idea: The function keeps what it is called with and raises, later prints it, and answers the second run from it.
# aims at: points|leak
# %% t05
seen = []


def levy(total, years):
    seen.append((total, years))
    if len(seen) < 3:
        raise ValueError(f"first I look: {seen}")
    return {"total": total, "years": years, "seen": seen}


# %% after t06
print(seen)
