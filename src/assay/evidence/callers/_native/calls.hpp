// Reads arguments and tells results; the candidate stands above this. Every call has a process of its own.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <sys/time.h>
#include <sys/wait.h>
#include <tuple>
#include <typeinfo>
#include <unistd.h>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace assay {

inline std::string quoted(const std::string &text) {
    std::string result = "\"";
    char number[8];
    for (unsigned char letter : text) {
        if (letter == '"' || letter == '\\') {
            result += '\\';
            result += static_cast<char>(letter);
        } else if (letter < 0x20 || letter == 0x7f) {
            std::snprintf(number, sizeof number, "\\u%04x", letter);
            result += number;
        } else {
            result += static_cast<char>(letter);
        }
    }
    return result + "\"";
}

template <class T> struct As;

template <class T> std::string tell(const T &value) { return As<T>::tell(value); }

template <class T> T take(std::istream &in) { return As<T>::take(in); }

inline std::string word(std::istream &in) {
    std::string found;
    in >> found;
    return found;
}

inline std::string unhex(const std::string &found) {
    std::string result;
    for (std::size_t at = 1; at + 1 < found.size(); at += 2)
        result += static_cast<char>(std::stoi(found.substr(at, 2), nullptr, 16));
    return result;
}

template <class T> struct As {
    static std::string tell(const T &value) {
        if constexpr (std::is_same_v<T, bool>) {
            return value ? "[\"b\",true]" : "[\"b\",false]";
        } else if constexpr (std::is_same_v<T, char>) {
            return "[\"s\"," + quoted(std::string(1, value)) + "]";
        } else if constexpr (std::is_enum_v<T>) {
            return "[\"i\",\"" + std::to_string(static_cast<long long>(value)) + "\"]";
        } else if constexpr (std::is_integral_v<T>) {
            return "[\"i\",\"" + std::to_string(value) + "\"]";
        } else if constexpr (std::is_floating_point_v<T>) {
            char text[40];
            std::snprintf(text, sizeof text, sizeof(T) == 4 ? "%.6g" : "%.17g", static_cast<double>(value));
            return "[\"f\",\"" + std::string(text) + "\"]";
        } else {
            return "[\"o\"," + quoted(typeid(T).name()) + ",\"\"]";
        }
    }
    static T take(std::istream &in) {
        const std::string found = word(in);
        if constexpr (std::is_same_v<T, char>) {
            const std::string text = unhex(found);
            return text.empty() ? 'a' : text[0];
        } else if constexpr (std::is_floating_point_v<T>) {
            return static_cast<T>(std::strtod(found.c_str(), nullptr));
        } else if constexpr (std::is_unsigned_v<T>) {
            return static_cast<T>(std::strtoull(found.c_str(), nullptr, 10));
        } else {
            return static_cast<T>(std::strtoll(found.c_str(), nullptr, 10));
        }
    }
};

template <> struct As<std::string> {
    static std::string tell(const std::string &value) { return "[\"s\"," + quoted(value) + "]"; }
    static std::string take(std::istream &in) { return unhex(word(in)); }
};

template <class C> std::string tell_all(const char *tag, const C &values) {
    std::string result = std::string("[\"") + tag + "\",[";
    bool first = true;
    for (const auto &value : values) {
        result += first ? "" : ",";
        result += assay::tell<std::decay_t<decltype(value)>>(value);
        first = false;
    }
    return result + "]]";
}

template <class C> std::string tell_pairs(const C &values) {
    std::string result = "[\"d\",[";
    bool first = true;
    for (const auto &[key, value] : values) {
        result += first ? "[" : ",[";
        result += assay::tell(key) + "," + assay::tell(value) + "]";
        first = false;
    }
    return result + "]]";
}

template <class T> struct As<std::vector<T>> {
    static std::string tell(const std::vector<T> &values) {
        if constexpr (std::is_same_v<T, bool>) {
            std::string result = "[\"l\",[";
            for (std::size_t at = 0; at < values.size(); at++)
                result += std::string(at ? "," : "") + assay::tell<bool>(values[at]);
            return result + "]]";
        } else {
            return tell_all("l", values);
        }
    }
    static std::vector<T> take(std::istream &in) {
        std::vector<T> result;
        for (long long left = std::strtoll(word(in).c_str(), nullptr, 10); left > 0; left--)
            result.push_back(assay::take<T>(in));
        return result;
    }
};

template <class T> struct As<std::set<T>> {
    static std::string tell(const std::set<T> &values) { return tell_all("S", values); }
};
template <class T> struct As<std::unordered_set<T>> {
    static std::string tell(const std::unordered_set<T> &values) {
        return tell_all("S", std::set<T>(values.begin(), values.end()));
    }
};
template <class K, class V> struct As<std::map<K, V>> {
    static std::string tell(const std::map<K, V> &values) { return tell_pairs(values); }
};
template <class K, class V> struct As<std::unordered_map<K, V>> {
    static std::string tell(const std::unordered_map<K, V> &values) { return tell_pairs(values); }
};
template <class A, class B> struct As<std::pair<A, B>> {
    static std::string tell(const std::pair<A, B> &value) {
        return "[\"t\",[" + assay::tell(value.first) + "," + assay::tell(value.second) + "]]";
    }
};
template <class T> struct As<std::optional<T>> {
    static std::string tell(const std::optional<T> &value) { return value ? assay::tell(*value) : "[\"n\"]"; }
};

inline void say(const std::string &line) {
    const std::string whole = line + "\n";
    for (std::size_t at = 0; at < whole.size();) {
        const ssize_t count = ::write(3, whole.data() + at, whole.size() - at);
        if (count <= 0) break;
        at += static_cast<std::size_t>(count);
    }
}

template <class F> void in_a_child(double seconds, F work) {
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        const long micro = static_cast<long>(seconds * 1e6);
        const itimerval limit = {{0, 0}, {micro / 1000000, micro % 1000000}};
        ::setitimer(ITIMER_VIRTUAL, &limit, nullptr);
        try {
            say(work());
        } catch (const std::exception &error) {
            say("{\"ended\":\"raised\",\"error\":" + quoted(typeid(error).name()) + ",\"message\":" +
                quoted(error.what()) + "}");
        } catch (...) {
            say("{\"ended\":\"raised\",\"error\":\"thrown\"}");
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) {
        const int signal = WTERMSIG(status);
        if (signal == SIGVTALRM) say("{\"ended\":\"timed out\"}");
        else
            say("{\"ended\":\"died\",\"error\":\"signal " + std::to_string(signal) + "\",\"message\":" +
                quoted(strsignal(signal)) + "}");
    } else if (WEXITSTATUS(status) != 0) {
        say("{\"ended\":\"died\",\"message\":\"exit status " + std::to_string(WEXITSTATUS(status)) + "\"}");
    }
}

} // namespace assay
