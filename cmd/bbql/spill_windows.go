package main

import "os"

// deleteOnClose is FILE_FLAG_DELETE_ON_CLOSE, which [os.OpenFile] hands on.
const deleteOnClose = 0x0400_0000

// vanishing opens a temporary file anew, so that the system removes it when it is
// closed, which an interrupt does too.
func vanishing(f *os.File) (file *os.File, vanishes bool, err error) {
	if err := f.Close(); err != nil {
		return nil, false, err
	}
	file, err = os.OpenFile(f.Name(), os.O_RDWR|deleteOnClose, 0o600)
	return file, err == nil, err
}
