/**
 * Write a typescript function to calculate the number of odd days in a given year.
 * 
 * Examples:
 * >>> odd_Days(100)
 * >>> 5
 * >>> odd_Days(50)
 * >>> 6
 * >>> odd_Days(75)
 * >>> 2
 */
const odd_Days = function (N: number) : number  {
    let hund1: number = N / 100 | 0;
    let hund4: number = N / 400 | 0;
    let leap: number = N >> 2;
    let ordd: number = N - leap;
    if (hund1) {
        ordd += hund1;
        leap -= hund1;
    }
    if (hund4) {
        ordd -= hund4;
        leap += hund4;
    }
    let days = ordd + leap * 2;
    let odd = days % 7;
    return odd;
}

export { odd_Days };
