//go:build !purego

#include "textflag.h"

// A row is a byte 32 times.
#define ROW(name, word) \
	DATA name<>+0(SB)/8, word \
	DATA name<>+8(SB)/8, word \
	DATA name<>+16(SB)/8, word \
	DATA name<>+24(SB)/8, word \
	GLOBL name<>(SB), RODATA|NOPTR, $32

ROW(quotes, $0x2222222222222222)
ROW(slashes, $0x5c5c5c5c5c5c5c5c)
ROW(controls, $0x1f1f1f1f1f1f1f1f)
ROW(cases, $0x2020202020202020)
ROW(opens, $0x7b7b7b7b7b7b7b7b)
ROW(closes, $0x7d7d7d7d7d7d7d7d)

// STORE stores the highest bit of each byte of Y2 and Y3.
#define STORE(offset) \
	VPMOVMSKB Y2, AX \
	VPMOVMSKB Y3, BX \
	SHLQ $32, BX \
	ORQ BX, AX \
	MOVQ AX, offset(DI)

// EQUAL stores a bit for each byte of Y0 and Y1 that is the one of a row.
#define EQUAL(row, offset) \
	VPCMPEQB row<>(SB), Y0, Y2 \
	VPCMPEQB row<>(SB), Y1, Y3 \
	STORE(offset)

// READ reads the bytes, and stores what both routines do.
#define READ \
	MOVQ b+0(FP), DI \
	MOVQ bytes+8(FP), SI \
	VMOVDQU (SI), Y0 \
	VMOVDQU 32(SI), Y1 \
	EQUAL(quotes, 0) \
	EQUAL(slashes, 8)

// func readBlock(b *block, bytes *byte)
TEXT ·readBlock(SB), NOSPLIT, $0-16
	READ
	VPOR cases<>(SB), Y0, Y0 // an array's brackets become an object's
	VPOR cases<>(SB), Y1, Y1
	EQUAL(opens, 16)
	EQUAL(closes, 24)
	VZEROUPPER
	RET

// func readControls(b *block, bytes *byte)
TEXT ·readControls(SB), NOSPLIT, $0-16
	READ
	VPMINUB controls<>(SB), Y0, Y2
	VPMINUB controls<>(SB), Y1, Y3
	VPCMPEQB Y0, Y2, Y2
	VPCMPEQB Y1, Y3, Y3
	STORE(32)
	VZEROUPPER
	RET

// func hasAVX2() bool
TEXT ·hasAVX2(SB), NOSPLIT, $0-1
	MOVB $0, ret+0(FP)
	XORL AX, AX
	CPUID
	CMPL AX, $7
	JLT done
	MOVL $1, AX
	XORL CX, CX
	CPUID
	ANDL $0x18000000, CX // AVX, and that the system says what it keeps
	CMPL CX, $0x18000000
	JNE done
	XORL CX, CX
	XGETBV
	ANDL $6, AX // the registers of SSE and AVX
	CMPL AX, $6
	JNE done
	MOVL $7, AX
	XORL CX, CX
	CPUID
	SHRL $5, BX
	ANDL $1, BX
	MOVB BX, ret+0(FP)
done:
	RET
