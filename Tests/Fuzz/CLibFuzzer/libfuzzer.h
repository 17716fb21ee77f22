#include <stddef.h>
#include <stdint.h>

// Of libFuzzer's interface (FuzzerInterface.h of LLVM): fuzzes a function, in a program that has a main of its own.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
