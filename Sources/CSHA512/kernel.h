/* Defines NAME, which compresses blocks of LANES messages; it is included once for each processor, as TARGET says. */

#define JOINED(a, b) a##b
#define TYPE(name) JOINED(name, _words)

typedef uint64_t TYPE(NAME) __attribute__((vector_size(8 * LANES)));

TARGET static void NAME(uint64_t *const *states, const uint8_t *const *blocks, size_t block_count) {
    TYPE(NAME) state[8], schedule[16];
    for (int word = 0; word < 8; word++)
        for (int lane = 0; lane < LANES; lane++) state[word][lane] = states[lane][word];
    for (size_t offset = 0; offset < 128 * block_count; offset += 128) {
        for (int word = 0; word < 16; word++)
            for (int lane = 0; lane < LANES; lane++) schedule[word][lane] = big_endian(blocks[lane] + offset + 8 * word);
        TYPE(NAME) a = state[0], b = state[1], c = state[2], d = state[3];
        TYPE(NAME) e = state[4], f = state[5], g = state[6], h = state[7];
#pragma clang loop unroll(full)
        for (int round = 0; round < 80; round++) {
            /* The schedule goes round in sixteen words. */
            if (round >= 16) {
                TYPE(NAME) early = schedule[(round + 1) & 15], late = schedule[(round + 14) & 15];
                schedule[round & 15] += (ROTATED(early, 1) ^ ROTATED(early, 8) ^ (early >> 7))
                                        + (ROTATED(late, 19) ^ ROTATED(late, 61) ^ (late >> 6))
                                        + schedule[(round + 9) & 15];
            }
            TYPE(NAME) t1 = h + (ROTATED(e, 14) ^ ROTATED(e, 18) ^ ROTATED(e, 41)) + (g ^ (e & (f ^ g)))
                            + constants[round] + schedule[round & 15];
            TYPE(NAME) t2 = (ROTATED(a, 28) ^ ROTATED(a, 34) ^ ROTATED(a, 39)) + ((a & b) | (c & (a | b)));
            h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
        }
        state[0] += a, state[1] += b, state[2] += c, state[3] += d;
        state[4] += e, state[5] += f, state[6] += g, state[7] += h;
    }
    for (int word = 0; word < 8; word++)
        for (int lane = 0; lane < LANES; lane++) states[lane][word] = state[word][lane];
}

#undef JOINED
#undef TYPE
#undef NAME
#undef LANES
#undef TARGET
