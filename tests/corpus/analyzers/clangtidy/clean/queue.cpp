#include <cstddef>
#include <string>
#include <vector>

std::size_t total(const std::vector<std::string> &all) {
    std::size_t sum = 0;
    for (const std::string &one : all) {
        sum += one.size();
    }
    return sum;
}
