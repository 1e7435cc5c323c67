/** What the editor shows at first: the arithmetic behind the first episode. */
export const SAMPLE_PROGRAM = `# Seven tape loops, lengths in seconds. Each plays one
# note per turn. When will they all start together again?
from math import lcm

loops = [9, 10, 11, 13, 14, 16, 17]
meeting = lcm(*loops)
print(f"Together again after {meeting:,} seconds,")
print(f"which is {meeting / 86_400:.0f} days.\\n")

# The opening: a row per loop, a dot per note.
for length in loops:
    row = ["●" if s % length == 0 else "·" for s in range(54)]
    print(f"{length:>2} s  " + "".join(row))

# Beats spread over steps as evenly as whole numbers allow.
def euclid(beats, steps):
    return ["●" if i * beats % steps < beats else "·"
            for i in range(steps)]

print()
for beats, steps in [(3, 8), (5, 8), (5, 16)]:
    print(f"{beats}/{steps:<4}", "".join(euclid(beats, steps)))
`;
