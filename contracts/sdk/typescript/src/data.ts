/** What an operation answered. Refusals never come this far: the client throws them as `ProblemError`. */
export async function dataOf<Data>(answer: Promise<{ data?: Data }>): Promise<NonNullable<Data>> {
  const { data } = await answer;
  if (data === undefined || data === null) throw new TypeError('The answer has no body');
  return data;
}
