// Shows a program an older processor than it runs on, to measure there what ONNX Runtime does without the newer one's instructions.
//
//   gcc -O1 -shared -fPIC -o older.so bench/older.c
//   LD_PRELOAD=./older.so python training/expression/test.py models/expression/model.onnx FERPLUS.npz             # AVX2 alone: Intel of 2013, AMD of 2017
//   OLDER=avx512 LD_PRELOAD=./older.so python ...                                                                   # AVX-512 without VNNI: Intel of 2017
//
// Needs Linux on an Intel processor of 2012 or later (cpuid_fault in /proc/cpuinfo). The instruction CPUID is made to fault; what it answers is given
// without AVX-512, VNNI, AMX and AVX-VNNI. A JVM takes the same signal for itself and can't be measured so.
#define _GNU_SOURCE
#include <asm/prctl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

// Bits of leaf 7 (Intel, Software Developer's Manual 2A, CPUID).
static const unsigned AVX512_EBX = 1u << 16 | 1u << 17 | 1u << 21 | 1u << 26 | 1u << 27 | 1u << 28 | 1u << 30 | 1u << 31;
static const unsigned AVX512_ECX = 1u << 1 | 1u << 6 | 1u << 11 | 1u << 12 | 1u << 14, VNNI_ECX = 1u << 11;
static const unsigned AVX512_EDX = 1u << 2 | 1u << 3 | 1u << 8 | 1u << 23, LATER_EDX = 1u << 23;  // of 16-bit floats
static const unsigned AMX_EDX = 1u << 22 | 1u << 24 | 1u << 25;
static const unsigned SUBLEAF_EAX = 1u << 4 | 1u << 5 | 1u << 21, SUBLEAF_EDX = 1u << 4 | 1u << 5 | 1u << 10;  // AVX-VNNI, bfloat16, AMX of 16 bits

static int keep_avx512;

static void faulting(int on) {
  if (syscall(SYS_arch_prctl, ARCH_SET_CPUID, !on)) {
    perror("older: this processor or kernel does not let CPUID fault");
    exit(1);
  }
}

static void answer(int number, siginfo_t *info, void *context) {
  (void)info;
  greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
  const unsigned char *at = (const unsigned char *)registers[REG_RIP];
  if (at[0] != 0x0f || at[1] != 0xa2) {  // another fault: as if nobody had looked
    signal(number, SIG_DFL);
    return;
  }
  unsigned leaf = registers[REG_RAX], sub = registers[REG_RCX], a, b, c, d;
  faulting(0);
  __asm__ volatile("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "a"(leaf), "c"(sub));
  faulting(1);
  if (leaf == 7 && sub == 0) {
    b &= ~(keep_avx512 ? 0u : AVX512_EBX);
    c &= ~(keep_avx512 ? VNNI_ECX : AVX512_ECX);
    d &= ~(AMX_EDX | (keep_avx512 ? LATER_EDX : AVX512_EDX));
  } else if (leaf == 7 && sub == 1) {
    a &= ~SUBLEAF_EAX;
    d &= ~SUBLEAF_EDX;
  }
  registers[REG_RAX] = a;
  registers[REG_RBX] = b;
  registers[REG_RCX] = c;
  registers[REG_RDX] = d;
  registers[REG_RIP] += 2;
}

__attribute__((constructor)) static void begin(void) {
  keep_avx512 = getenv("OLDER") != NULL;
  struct sigaction action = {.sa_sigaction = answer, .sa_flags = SA_SIGINFO | SA_NODEFER};
  sigaction(SIGSEGV, &action, NULL);
  faulting(1);
}
