package main

import (
	"fmt"
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("/", func(answer http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(answer, "Welcome to ICTSC2020!")
	})
	log.Fatal(http.ListenAndServe(":1323", nil))
}
