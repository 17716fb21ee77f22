/* Measures what this machine allows a verifier; prints the seconds that it took.
 *
 *     limits hash BYTES THREADS        OpenSSL's SHA-512 of so many bytes of warm memory
 *     limits inflate FILE.gz           zlib inflates a gzip file that is in memory, on one core
 *     limits entries FILE.zip THREADS  zlib and SHA-512 on every entry of a zip archive that is in memory (no ZIP64)
 */

#include <openssl/evp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

enum { CHUNK = 1 << 17, MOST_THREADS = 256 };
enum { GZIP_WRAPPER = 15 + 16, NO_WRAPPER = -15, DEFLATED = 8 };

typedef struct {
    const uint8_t *bytes;
    size_t count;
} Bytes;

static void fail(const char *words) {
    fprintf(stderr, "limits: %s\n", words);
    exit(65);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static Bytes contents(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) fail("cannot read the file");
    size_t count = (size_t)ftell(file);
    uint8_t *bytes = malloc(count + 1);
    rewind(file);
    if (!bytes || fread(bytes, 1, count, file) != count) fail("cannot read the file");
    fclose(file);
    return (Bytes){bytes, count};
}

/* Seconds that the work takes on so many threads, this one among them. */
static double timed(void *(*work)(void *), int threads) {
    pthread_t others[MOST_THREADS];
    if (threads < 1 || threads > MOST_THREADS) fail("so many threads it does not start");
    double start = now();
    for (int other = 1; other < threads; other++)
        if (pthread_create(&others[other], NULL, work, NULL)) fail("cannot start a thread");
    work(NULL);
    for (int other = 1; other < threads; other++) pthread_join(others[other], NULL);
    return now() - start;
}

static EVP_MD_CTX *begin(void) {
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    EVP_DigestInit_ex(digest, EVP_sha512(), NULL);
    return digest;
}

static void end(EVP_MD_CTX *digest) {
    uint8_t value[EVP_MAX_MD_SIZE];
    EVP_DigestFinal_ex(digest, value, NULL);
    EVP_MD_CTX_free(digest);
}

/* Inflates, hashing what comes out where there is a digest; gives the number of bytes that came out. */
static uint64_t inflated(Bytes input, int wrapper, EVP_MD_CTX *digest) {
    static _Thread_local uint8_t output[CHUNK];
    z_stream stream = {.next_in = (Bytef *)input.bytes, .avail_in = (uInt)input.count};
    if (input.count > UINT32_MAX || inflateInit2(&stream, wrapper) != Z_OK) fail("zlib cannot begin");
    int state;
    do {
        stream.next_out = output;
        stream.avail_out = CHUNK;
        state = inflate(&stream, Z_NO_FLUSH);
        if (digest) EVP_DigestUpdate(digest, output, CHUNK - stream.avail_out);
    } while (state == Z_OK);
    if (state != Z_STREAM_END || stream.avail_in) fail("this is not one deflated stream");
    uint64_t count = stream.total_out;
    inflateEnd(&stream);
    return count;
}

/* MARK: - Hashing memory */

static atomic_llong chunks_left;

static void *hash_chunks(void *unused) {
    static _Thread_local uint8_t memory[CHUNK];
    memset(memory, 'x', CHUNK);
    EVP_MD_CTX *digest = begin();
    while (atomic_fetch_sub(&chunks_left, 1) > 0) EVP_DigestUpdate(digest, memory, CHUNK);
    end(digest);
    return unused;
}

/* MARK: - The entries of a zip archive */

static Bytes archive;
static const uint8_t **headers;
static size_t header_count;
static atomic_size_t next_header;

static uint32_t little(const uint8_t *bytes, int count) {
    uint32_t value = 0;
    while (count--) value = value << 8 | bytes[count];
    return value;
}

/* The central directory (APPNOTE.TXT 6.3.10, sections 4.3.12 and 4.3.16) of an archive without a comment. */
static void find_headers(void) {
    const uint8_t *last = archive.bytes + archive.count - 22;
    if (archive.count < 22 || little(last, 4) != 0x06054b50) fail("this is not a zip archive without a comment");
    header_count = little(last + 10, 2);
    headers = calloc(header_count + 1, sizeof *headers);
    const uint8_t *header = archive.bytes + little(last + 16, 4);
    for (size_t number = 0; number < header_count; number++) {
        if (little(header, 4) != 0x02014b50) fail("the central directory is damaged");
        headers[number] = header;
        header += 46 + little(header + 28, 2) + little(header + 30, 2) + little(header + 32, 2);
    }
}

static void hash_entry(const uint8_t *header) {
    const uint8_t *local = archive.bytes + little(header + 42, 4);
    Bytes data = {local + 30 + little(local + 26, 2) + little(local + 28, 2), little(header + 20, 4)};
    EVP_MD_CTX *digest = begin();
    if (little(header + 10, 2) != DEFLATED) EVP_DigestUpdate(digest, data.bytes, data.count);
    else if (inflated(data, NO_WRAPPER, digest) != little(header + 24, 4)) fail("an entry has another size");
    end(digest);
}

static void *hash_entries(void *unused) {
    size_t number;
    while ((number = atomic_fetch_add(&next_header, 1)) < header_count) hash_entry(headers[number]);
    return unused;
}

/* MARK: - What to measure */

static double measured(int count, char **arguments) {
    const char *what = count > 2 ? arguments[1] : "";
    if (count == 4 && !strcmp(what, "hash")) {
        chunks_left = atoll(arguments[2]) / CHUNK;
        return timed(hash_chunks, atoi(arguments[3]));
    }
    if (count == 3 && !strcmp(what, "inflate")) {
        Bytes file = contents(arguments[2]);
        double start = now();
        inflated(file, GZIP_WRAPPER, NULL);
        return now() - start;
    }
    if (count == 4 && !strcmp(what, "entries")) {
        archive = contents(arguments[2]);
        find_headers();
        return timed(hash_entries, atoi(arguments[3]));
    }
    fail("usage: limits hash BYTES THREADS | inflate FILE.gz | entries FILE.zip THREADS");
    return 0;
}

int main(int count, char **arguments) {
    printf("%.6f\n", measured(count, arguments));
    return 0;
}
