#include <vector>
#include <string>
using namespace std;
int total(const vector<int> &numbers) { int sum = 0; for (int one : numbers) sum += one; return sum; }
string shout(string text) { for (char &letter : text) if (letter >= 'a' && letter <= 'z') letter -= 32; return text; }
vector<double> halves(vector<double> &numbers) { vector<double> result; for (double one : numbers) result.push_back(one / 2); return result; }
bool within(long value, long low, long high) { return low <= value && value <= high; }
int third(vector<int> numbers) { return numbers.size() > 2 ? numbers[2] : -1; }
int main() { return 0; }
