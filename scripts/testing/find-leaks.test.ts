import { describe, expect, it } from "vitest";
import { findLeaks, tokensIn } from "./find-leaks.mjs";

const secrets = [
  { kind: "name", word: "Zqwertyu" },
  { kind: "note", word: "Chest pain, since “Tuesday”" },
  { kind: "token", word: "kX9-w2_Vb7mQ4tYz0aLs8RfP3nHd6jCeGuI1oKpTxWB" },
];
const log = (line: string) => [{ name: "web.log", text: `{"event":"request"}\n${line}\n{"event":"end"}` }];

describe("the scan of canaries", () => {
  it("IN-9: finds a planted secret, however it is written, and says where but not what", () => {
    const { word } = secrets[1]!;
    const planted = [
      "patient Zqwertyu arrived",
      `GET /people?q=${encodeURIComponent(word)} -`,
      `GET /people?q=${encodeURIComponent(word).replaceAll("%20", "+")} -`,
      JSON.stringify({ reason: word }),
      Buffer.from(`a${word}b`).toString("base64"),
      Buffer.from(`ab${word}`).toString("base64"),
      Buffer.from(JSON.stringify({ metadata: secrets[2]!.word })).toString("base64url"),
      `\\x${Buffer.from(word).toString("hex")}`,
    ];
    for (const line of planted) {
      const found = findLeaks(log(line), secrets);
      expect(found, line).toHaveLength(1);
      expect(found[0]).toMatchObject({ source: "web.log", line: 2 });
      expect(JSON.stringify(found)).not.toContain("Zqwertyu");
    }
  });

  it("finds nothing in what holds nothing", () => {
    expect(findLeaks(log('{"event":"request","requestId":"0a0b0c0d","name":"people/search-patients"}'), secrets)).toEqual([]);
  });

  it("takes from a mail's links what is secret, not the ids before it or the full stop behind it", () => {
    const { word } = secrets[2]!;
    const id = "0b6c1e3a-1d1f-4a53-9d3a-6a7f6f1c2b11";
    expect(tokensIn(`Go to https://a.example/join#${word}.\nOr https://a.example/register/confirm#${id}.${id}.${word}\nTicket #12`)).toEqual([word, word]);
  });
});
