#include <memory>
#include <string>
#include <vector>

class Owner {
public:
    explicit Owner(int size) : data(std::make_unique<int[]>(size)) {}

private:
    std::unique_ptr<int[]> data;
};

int last(const std::vector<int> &values) {
    return values.empty() ? 0 : values.back();
}
