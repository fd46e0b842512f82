#include <cstdlib>
#include <mutex>
#include <string>
#include <utility>

std::string moved(std::string name) {
    std::string other = std::move(name);
    return name + other;
}

int run(const char *command) {
    return std::system(command);
}

int total;
std::mutex guard;

void add(int n) {
    guard.lock();
    total += n;
    guard.unlock();
}

int sum(int a, int b, int c, int d, int e, int f, int g, int h) {
    return a + b + c + d + e + f + g + h;
}

int *numbers(int count, bool wanted) {
    int *all = new int[8];
    if (!wanted) {
        return nullptr;
    }
    all[0] = count;
    return all;
}
