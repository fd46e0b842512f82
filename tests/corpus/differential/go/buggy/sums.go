package sums

import "strings"

func Total(numbers []int) int { sum := 0; for _, one := range numbers { if one <= 100 { sum += one } }; return sum }
func Shout(text string) string { return strings.Title(text) }
func Halves(numbers []float64) []float64 { result := []float64{}; for _, one := range numbers { result = append(result, one/2) }; if len(numbers) > 0 { numbers[0] = 7 }; return result }
func Within(value, low, high int) bool { return low <= value && value < high }
func Third(numbers []int) int { return numbers[2] }
