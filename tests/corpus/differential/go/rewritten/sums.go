package sums

import "strings"

func Total(numbers []int) int { sum := 0; for at := len(numbers) - 1; at >= 0; at-- { sum += numbers[at] }; return sum }
func Shout(text string) string { return strings.ToUpper(text) }
func Halves(numbers []float64) []float64 { result := []float64{}; for _, one := range numbers { result = append(result, one/2) }; return result }
func Within(value, low, high int) bool { return !(value < low || value > high) }
func Third(numbers []int) int { if len(numbers) > 2 { return numbers[2] }; return -1 }
