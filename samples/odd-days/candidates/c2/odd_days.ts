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
    const is_odd = (n: number) => n % 2 === 1;
    const is_leap = (n: number) => n % 4 === 0 && (n % 100 !== 0 || n % 400 === 0);
    const is_leap_year = (n: number) => is_leap(n) || is_odd(n);
    const is_year = (n: number) => is_leap_year(n) || is_odd(n);
    const is_leap_year_or_year = (n: number) => is_leap_year(n) || is_year(n);
    const is_year_or_year = (n: number) => is_year(n) || is_odd(n);
    const is_year_or_leap_year = (n: number) => is_year(n) || is_leap_year(n

export { odd_Days };
