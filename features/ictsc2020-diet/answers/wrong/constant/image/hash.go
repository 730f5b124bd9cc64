// The SHA-256 of standard input, in hexadecimal digits.
package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"log"
	"os"
)

func main() {
	sum := sha256.New()
	if _, err := io.Copy(sum, os.Stdin); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%x\n", sum.Sum(nil))
}
