/** Where a company or a person is at home, as far as names go. */
export type Tongue = "english" | "german" | "dutch" | "nordic" | "romance" | "polish";

type Words = {
  starts: readonly string[];
  ends: readonly string[];
  first: readonly string[];
  last: readonly string[];
};

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const english = {
  starts: words("Alder Ash Brindle Copper Dun Fenn Hallow Haw Lark Marl Oak Quill Rowan Tarn Thorn Wend"),
  ends: words("beck bourne dale fell field gate haven holt mere moor stow wick"),
  first: words("Alice Amir Beth Callum Dana Ellen Femi Grace Hugh Isla Joel Kate Liam Maya Owen Ruth"),
  last: words(
    "Abbot Blake Carver Dray Ellery Frost Garland Hale Ivers Kemp Larkin Marsh Norris Pryce Sutter Vance",
  ),
};

const german = {
  starts: words("Birken Brunn Eichen Falken Hasel Heller Königs Linden Mühl Rosen Silber Stein Tannen Ulmen"),
  ends: words("au bach berg feld hof kamp rode see stedt tal wald werk"),
  first: words(
    "Anja Bastian Carla Dieter Elif Florian Greta Hannes Ines Jan Katrin Lukas Miriam Nils Petra Yusuf",
  ),
  last: words(
    "Amsel Brandt Conrad Dorn Ebner Falk Gerlach Huber Jung Keller Lorenz Moser Nagel Pohl Roth Seidl",
  ),
};

const dutch = {
  starts: words("Appel Berken Duin Eem Haver Kers Lind Molen Noord Wilgen"),
  ends: words("burg dam hoek kade kerk veld vliet weide zicht"),
  first: words("Anouk Bram Daan Eva Femke Gijs Hanna Joris Lotte Maud Niels Pim Roos Sanne Thijs Wouter"),
  last: words(
    "Akkerman Brouwer Claes Dekker Evers Hendriks Jacobs Kuiper Maes Peeters Smit Timmer Verbeek Vos Wilms Zwart",
  ),
};

const nordic = {
  starts: words("Bjork Elv Fjell Gran Havn Is Lax Nord Sand Sol Strand Tall"),
  ends: words("borg by dal fors heim holm lund nes strom vik"),
  first: words(
    "Aino Anders Astrid Elias Freja Henrik Ingrid Jonna Kasper Lars Maja Mikael Nora Oskar Signe Tuva",
  ),
  last: words(
    "Aalto Berg Dahl Ekman Falck Hagen Holm Iversen Koski Lund Moen Nyberg Olsen Ravn Sandvik Toft",
  ),
};

const romance = {
  starts: words("Bel Bosc Clair Fontan Gran Lor Mar Mont Olm Pont Ser Val Vil Ver"),
  ends: words("aldo anca arte ega elles eno iers isa ois olle osa ume"),
  first: words(
    "Adele Bruno Carmen Diego Elena Fabio Giulia Hugo Ines Julien Lucia Marco Nadia Olivier Paula Rui",
  ),
  last: words(
    "Alba Benoit Costa Darras Esteban Ferri Garnier Ibarra Lemaire Marchetti Navas Perrin Ricci Sousa Torres Vidal",
  ),
};

const polish = {
  starts: words("Brzoz Dab Jas Klon Lip Sokol Wierzb Zlot"),
  ends: words("anka bor ice nik owa owiec yn"),
  first: words("Ada Bartek Celina Dawid Ewa Filip Gosia Hubert Iga Jakub Kasia Marek Ola Piotr Sylwia Tomek"),
  last: words(
    "Adamik Borek Czerny Dudek Gajda Janik Kolas Lis Mazur Nowicki Polak Rybak Sowa Wilk Zajac Zych",
  ),
};

export const NAMES: Readonly<Record<Tongue, Words>> = { english, german, dutch, nordic, romance, polish };

export type PersonName = { firstName: string; lastName: string };

/** The nth name of a tongue; no two of the first 256 are alike. */
export function personName(tongue: Tongue, nth: number): PersonName {
  const { first, last } = NAMES[tongue];
  return {
    firstName: first[nth % first.length]!,
    lastName: last[(nth + Math.floor(nth / first.length)) % last.length]!,
  };
}

/** The nth place of a tongue, for the name of a company. */
export function placeName(tongue: Tongue, nth: number): string {
  const { starts, ends } = NAMES[tongue];
  return starts[nth % starts.length]! + ends[(nth * 5 + Math.floor(nth / starts.length)) % ends.length]!;
}
