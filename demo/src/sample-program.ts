/** What the editor shows at first: the arithmetic behind the first episode. */
export const SAMPLE_PROGRAM = `# Rhythms the way these episodes are made: spread k beats
# over n steps as evenly as whole numbers allow.
from fractions import Fraction
from math import lcm


def euclid(k, n):
    return [(i * k) % n < k for i in range(n)]


def show(name, k, n):
    line = "".join("●" if beat else "·" for beat in euclid(k, n))
    print(f"{name:<12} {k:>2}/{n:<2}  {line}  density {Fraction(k, n)}")


show("tresillo", 3, 8)
show("cinquillo", 5, 8)
show("bossa", 5, 16)
show("aksak", 4, 9)

# Seven tape loops, lengths in seconds. When do they all meet again?
loops = [9, 10, 11, 13, 14, 16, 17]
meeting = lcm(*loops)
print(f"\\n{len(loops)} loops meet after {meeting:,} s = {meeting / 86_400:.1f} days")

# The first minute: each row is one loop, each mark one note.
for length in loops:
    print(f"{length:>3} s  " + "".join("●" if s % length == 0 else "·" for s in range(60)))
`;
