import type { NoteText } from "@/core/record/note";
import type { ServiceKey } from "./people";

/** Notes as the demo clinicians wrote them, one for each kind of visit. The patient's part is plain. */
const NOTES: Readonly<Record<ServiceKey, NoteText>> = {
  review: {
    subjective: "Feels stable. Walks 30 minutes a day, one stop for breath on the hill. Sleeps on one pillow. No chest pain, no faints.",
    objective: "By video: no distress at rest, talks in full sentences, no visible ankle swelling. Home blood pressure 128/78, pulse 66 regular.",
    assessment: "Stable heart failure, NYHA II. Blood pressure at goal.",
    plan: "Keep ramipril 5 mg and bisoprolol 2.5 mg. Blood test in 4 weeks. Review in 3 months, earlier if weight rises 2 kg in 3 days.",
    summary: {
      headline: "Your heart is doing its work well.",
      explanation: "Your blood pressure is where we want it. A little short breath on the hill is what we expect, and it has not got worse.",
      steps: [
        { title: "Take your tablets as before", detail: "Ramipril 5 mg and bisoprolol 2.5 mg, each morning." },
        { title: "Have your blood tested in 4 weeks", detail: "Your own clinic can do it." },
        { title: "Weigh yourself each morning", detail: "Call us if you gain 2 kg in 3 days." },
      ],
      urgent: "Hard to breathe at rest? Call 144 now. Don't wait for us.",
    },
  },
  first: {
    subjective: "Murmur heard at a sports check. No symptoms, runs 5 km without trouble. No faints, no family history of sudden death.",
    objective: "By video: well. Letter of the school doctor: systolic murmur 2/6, apex. ECG of last week normal.",
    assessment: "Murmur, likely innocent; a mitral valve prolapse is possible.",
    plan: "Echocardiography within 4 weeks. Sport may go on. Visit for the results.",
    summary: {
      headline: "A murmur is a sound, not an illness.",
      explanation: "Blood makes a sound as it flows through your heart. Most often this means nothing. A scan will show whether a valve is a little loose.",
      steps: [
        { title: "Have a heart scan", detail: "We book it. It takes 20 minutes and does not hurt." },
        { title: "Go on with sport", detail: "Nothing you told us speaks against it." },
      ],
      urgent: "If you faint or your chest hurts while you move, call 144 at once.",
    },
  },
  results: {
    subjective: "Asks what the scan showed. Breath a little shorter on stairs than last year.",
    objective: "Echo: left ventricle of normal size, EF 58 %. Mitral regurgitation, mild. No pulmonary hypertension.",
    assessment: "Mild mitral regurgitation, normal function.",
    plan: "No medicine for the valve. Treat blood pressure: ramipril 2.5 mg. Echo in one year.",
    summary: {
      headline: "One valve leaks a little. Your heart is strong.",
      explanation: "The mitral valve is a door on the left side of your heart. It does not close all the way, so a little blood slips back. Your heart pumps as it should.",
      steps: [
        { title: "Take 1 ramipril (2.5 mg) each morning", detail: "It keeps the pressure on the valve low." },
        { title: "Come back for a scan in a year", detail: "We write to you when it is time." },
      ],
      urgent: "Hard to breathe at rest? Call 144 now. Don't wait for us.",
    },
  },
  check: {
    subjective: "Dizzy when standing up since the new tablets. No fall.",
    objective: "Home blood pressure 104/62 sitting, 92/58 standing. Pulse 60.",
    assessment: "Low blood pressure on standing, from the higher dose.",
    plan: "Ramipril back to 2.5 mg. Diary of blood pressure for 2 weeks, then a short check.",
    summary: {
      headline: "The new dose was too strong for you.",
      explanation: "Your blood pressure drops when you stand up, and that makes you dizzy. With the lower dose it should stop within days.",
      steps: [
        { title: "Take 1 ramipril (2.5 mg) each morning", detail: "You took 2 before." },
        { title: "Write down your blood pressure for 2 weeks", detail: "Morning and evening, sitting." },
      ],
      urgent: "If you faint, call 144.",
    },
  },
};

/** What the clinician wrote after such a visit. */
export function noteFor(service: ServiceKey): NoteText {
  return NOTES[service];
}
