/** Whether two pieces of data of the protocol would be sent alike; what is undefined is not sent. */
export function areEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    for (let i = 0; i < one.length; i++) if (!areEqual(one[i], other[i])) return false;
    return true;
  }
  const [data, otherData] = [one as Data, other as Data];
  for (const key in data) if (!areEqual(data[key], otherData[key])) return false;
  for (const key in otherData) if (otherData[key] !== undefined && data[key] === undefined) return false;
  return true;
}

type Data = Readonly<Record<string, unknown>>;
