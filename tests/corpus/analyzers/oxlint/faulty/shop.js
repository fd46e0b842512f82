export function price(text, items) {
  const factor = eval(text);
  if (factor == NaN) return 0;
  if ((items.length = 0)) return 0;
  for (let at = 0; at < items.length; at--) {
    items[at] = items[at] * factor;
  }
  try {
    return totl(items);
  } catch (error) {}
}

export function load(url) {
  return new Promise(async (resolve, reject) => {
    const answer = await fetch(url);
    if (!answer.ok) reject("failed");
    resolve(answer);
  });
}

let visits = 0;
export async function visit(store) {
  visits += await store.count();
  for (const one of [1, 2]) await store.save(one);
  switch (visits) {
    case 1:
      return "a";
    case 1:
      return "b";
  }
}
