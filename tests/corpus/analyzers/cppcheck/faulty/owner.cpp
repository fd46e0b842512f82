#include <cstdio>
#include <string>
#include <vector>

class Owner {
public:
    explicit Owner(int size) : data(new int[size]) {}
    ~Owner() { delete data; }

private:
    int *data;
};

int last(std::vector<int> values) {
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (*it == 0) {
            values.erase(it);
        }
    }
    std::printf("%s", 3);
    return values[values.size()];
}
