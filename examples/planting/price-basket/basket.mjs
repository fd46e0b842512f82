/** A basket of articles; all prices are cents. */

const MANY = 10;
const MOST = 99;

/** The price of so many of one article, a tenth less from ten on. */
export function linePrice(cents, quantity) {
  if (quantity <= 0) {
    return 0;
  }
  const full = cents * quantity;
  const less = quantity >= MANY ? Math.floor(full / 10) : 0;
  return full - less;
}

/** How many of an article a basket holds: as many as asked for, 99 at most, one unless said otherwise. */
export function quantityOf(asked) {
  const wanted = asked ?? 1;
  return Math.min(wanted, MOST);
}

/** What a voucher takes off: nothing below its smallest basket, and never more than the basket costs. */
export function voucherValue(total, voucher) {
  if (voucher === null || voucher.value < 0) {
    return 0;
  }
  const applies = total >= voucher.from && !voucher.used;
  return applies ? Math.min(voucher.value, total) : 0;
}

/** What it costs in all, with shipping of 490 below 5000. */
export function totalOf(lines, voucher = null) {
  let sum = 0;
  for (const line of lines) {
    if (line.cancelled) continue;
    sum += linePrice(line.cents, quantityOf(line.quantity));
  }
  const goods = sum - voucherValue(sum, voucher);
  const shipping = goods > 0 && goods < 5000 ? 490 : 0;
  return goods + shipping;
}

/** Lines by price, dearest first; what was handed in stays as it is. */
export function dearest(lines, count) {
  const sorted = [...lines];
  sorted.sort((one, other) => other.cents - one.cents || one.name.localeCompare(other.name));
  return sorted.slice(0, count);
}
