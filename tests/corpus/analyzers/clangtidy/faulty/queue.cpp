#include <string>
#include <utility>
#include <vector>

int size(const int *values, int count) {
    int *copy = new int[count];
    if (values == nullptr) {
        return *values;  // NOLINT
    }
    delete[] copy;
    return count;
}

std::string moved(std::string name) {
    std::string other = std::move(name);
    return name + other;
}

long total(const std::vector<std::string> &all) {
    long sum = 0;
    for (std::string one : all) {
        sum += one.size() / 2 * 1.5;
    }
    return sum;
}
