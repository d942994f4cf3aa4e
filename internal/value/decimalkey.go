package value

import "encoding/binary"

// AppendKey appends bytes to dst that are ordered, by [bytes.Compare], as the
// numbers are. Numbers that are equal have equal keys.
func (d DecimalOf[T]) AppendKey(dst []byte) []byte {
	dst = append(dst, byte(1+d.sign()))
	if d.sign() == 0 {
		return dst
	}
	begin := len(dst)
	dst = appendIntegerKey(dst, d.exponent())
	for i := range len(d.digits) {
		if c := d.digits[i]; c != '.' {
			dst = append(dst, c)
		}
	}
	dst = append(dst, 0) // so that fewer digits come first
	if d.neg {
		complement(dst[begin:])
	}
	return dst
}

// appendIntegerKey is AppendKey for an integer of any size.
func appendIntegerKey(dst []byte, n string) []byte {
	const long = 0x7f // where four bytes have the number of digits
	digits, neg := cutMinus(n)
	for digits != "" && digits[0] == '0' {
		digits = digits[1:]
	}
	begin := len(dst)
	if len(digits) < long {
		dst = append(dst, 0x80|byte(len(digits)))
	} else {
		dst = append(dst, 0x80|long)
		dst = binary.BigEndian.AppendUint32(dst, uint32(len(digits)))
	}
	dst = append(dst, digits...)
	if neg && digits != "" {
		complement(dst[begin:])
	}
	return dst
}

func complement(b []byte) {
	for i := range b {
		b[i] = ^b[i]
	}
}
