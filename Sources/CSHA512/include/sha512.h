/* The compression function of SHA-512 (FIPS 180-4, section 6.4.2) on several messages at once, one in each lane of a
 * vector register: what one core hashes so is several times what it hashes of one message. */

#ifndef CSHA512_SHA512_H
#define CSHA512_SHA512_H

#include <stddef.h>
#include <stdint.h>

/* How many messages this processor hashes at once: 8, 4, or 1 where it has no wide registers. */
size_t csha512_lanes(void);

/* Takes in so many blocks of 128 bytes of each message, in registers of so many lanes: 8, 4 or 1, and not more than
 * csha512_lanes(). The eight words of a message's state are those of section 6.4.2, and stand behind one another. */
void csha512_compress(
    size_t lanes, size_t message_count, uint64_t *const *states, const uint8_t *const *blocks, size_t block_count);

#endif
