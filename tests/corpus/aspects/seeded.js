export function median(numbers) {
  numbers.sort();
  return numbers[numbers.length >> 1];
}

export function token() {
  const token = Math.random().toString(36);
  return token;
}

export function copy(state) {
  return JSON.parse(JSON.stringify(state));
}

export async function load(fetched) {
  try {
    return await fetched();
  } catch (error) {
  }
}
