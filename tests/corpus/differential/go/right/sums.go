package sums

import "strings"

func Total(numbers []int) int { sum := 0; for _, one := range numbers { sum += one }; return sum }
func Shout(text string) string { return strings.ToUpper(text) }
func Halves(numbers []float64) []float64 { result := []float64{}; for _, one := range numbers { result = append(result, one/2) }; return result }
func Within(value, low, high int) bool { return low <= value && value <= high }
func Third(numbers []int) int { if len(numbers) > 2 { return numbers[2] }; return -1 }
