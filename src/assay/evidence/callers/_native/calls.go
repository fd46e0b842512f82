// Reads arguments and tells results; it stands in the candidate's own package.
package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"
)

var assayReport = os.NewFile(3, "report")

func assayTell(value reflect.Value) any {
	if !value.IsValid() {
		return []any{"n"}
	}
	if failed, ok := value.Interface().(error); ok {
		if value.Kind() == reflect.Ptr && value.IsNil() {
			return []any{"n"}
		}
		return []any{"o", "error", failed.Error()}
	}
	switch value.Kind() {
	case reflect.Bool:
		return []any{"b", value.Bool()}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return []any{"i", strconv.FormatInt(value.Int(), 10)}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return []any{"i", strconv.FormatUint(value.Uint(), 10)}
	case reflect.Float64:
		return []any{"f", strings.TrimPrefix(strings.ToLower(strconv.FormatFloat(value.Float(), 'g', -1, 64)), "+")}
	case reflect.Float32:
		return []any{"f", strings.TrimPrefix(strings.ToLower(strconv.FormatFloat(value.Float(), 'g', 6, 32)), "+")}
	case reflect.String:
		return []any{"s", strings.ToValidUTF8(value.String(), "?")}
	case reflect.Slice, reflect.Array:
		parts := []any{}
		for at := 0; at < value.Len(); at++ {
			parts = append(parts, assayTell(value.Index(at)))
		}
		return []any{"l", parts}
	case reflect.Map:
		pairs := []any{}
		for _, key := range value.MapKeys() {
			pairs = append(pairs, []any{assayTell(key), assayTell(value.MapIndex(key))})
		}
		sort.Slice(pairs, func(one, other int) bool { return fmt.Sprint(pairs[one]) < fmt.Sprint(pairs[other]) })
		return []any{"d", pairs}
	case reflect.Ptr, reflect.Interface:
		if value.IsNil() {
			return []any{"n"}
		}
		return assayTell(value.Elem())
	}
	return []any{"o", value.Type().String(), fmt.Sprintf("%+v", value)}
}

func assayTake(words []string, kind reflect.Type) (reflect.Value, []string) {
	value := reflect.New(kind).Elem()
	first, rest := "0", words
	if len(words) > 0 {
		first, rest = words[0], words[1:]
	}
	switch kind.Kind() {
	case reflect.Bool:
		value.SetBool(first == "1")
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int64:
		number, _ := strconv.ParseInt(first, 10, 64)
		value.SetInt(number)
	case reflect.Int32:
		if strings.HasPrefix(first, "x") {
			for _, letter := range assayText(first) {
				value.SetInt(int64(letter))
				break
			}
		} else {
			number, _ := strconv.ParseInt(first, 10, 64)
			value.SetInt(number)
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		number, _ := strconv.ParseUint(first, 10, 64)
		value.SetUint(number)
	case reflect.Float32, reflect.Float64:
		number, _ := strconv.ParseFloat(first, 64)
		value.SetFloat(number)
	case reflect.String:
		value.SetString(assayText(first))
	case reflect.Slice:
		count, _ := strconv.Atoi(first)
		value = reflect.MakeSlice(kind, 0, count)
		for ; count > 0; count-- {
			var part reflect.Value
			part, rest = assayTake(rest, kind.Elem())
			value = reflect.Append(value, part)
		}
	case reflect.Map:
		count, _ := strconv.Atoi(first)
		value = reflect.MakeMap(kind)
		for ; count > 0; count-- {
			var key, part reflect.Value
			key, rest = assayTake(rest, kind.Key())
			part, rest = assayTake(rest, kind.Elem())
			value.SetMapIndex(key, part)
		}
	}
	return value, rest
}

func assayText(word string) string {
	text, _ := hex.DecodeString(strings.TrimPrefix(word, "x"))
	return string(text)
}

func assaySay(told map[string]any) {
	line, _ := json.Marshal(told)
	assayReport.Write(append(line, '\n'))
}

func assayCall(function reflect.Value, line string) (told map[string]any) {
	defer func() {
		if reason := recover(); reason != nil {
			told = map[string]any{"ended": "raised", "error": "panic", "message": fmt.Sprint(reason)}
		}
	}()
	words, given, before := strings.Fields(line), []reflect.Value{}, []any{}
	for at := 0; at < function.Type().NumIn(); at++ {
		var value reflect.Value
		value, words = assayTake(words, function.Type().In(at))
		given = append(given, value)
		before = append(before, assayTell(value))
	}
	results := []any{}
	for _, one := range function.Call(given) {
		results = append(results, assayTell(one))
	}
	after := []any{}
	for _, one := range given {
		after = append(after, assayTell(one))
	}
	told = map[string]any{"ended": "returned", "value": []any{"t", results}}
	if len(results) == 1 {
		told["value"] = results[0]
	}
	if !reflect.DeepEqual(before, after) {
		told["changed"] = after
	}
	return told
}

func assayCalls(function any) {
	reader := bufio.NewReaderSize(os.Stdin, 1<<20)
	head, _ := reader.ReadString('\n')
	seconds, calls := 0.2, 0
	fmt.Sscan(head, &seconds, &calls)
	for ; calls > 0; calls-- {
		line, failed := reader.ReadString('\n')
		if failed != nil {
			return
		}
		done := make(chan map[string]any, 1)
		go func() { done <- assayCall(reflect.ValueOf(function), line) }()
		select {
		case told := <-done:
			assaySay(told)
		case <-time.After(time.Duration(4 * seconds * float64(time.Second))):
			assaySay(map[string]any{"ended": "timed out"})
			return
		}
	}
}
