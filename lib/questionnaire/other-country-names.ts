/**
 * What people call countries besides their CLDR names: everyday, short and old names, and names in a country's own language.
 * No name takes a side: each leads to the code that ISO 3166-1 has.
 *
 * @param language of the page; one that the table does not have is given the Latin names alone
 * @returns names by ISO 3166-1 alpha-2 code: those of the language first, then those in Latin letters, which are written on any
 *   page; a code without other names is left out
 */
export function otherCountryNames(language: string): Readonly<Record<string, readonly string[]>> {
  const names: Record<string, string[]> = {}
  for (const line of `${otherNames[language] ?? ''}${latinNames}`.trim().split('\n')) {
    const [code = '', listed = ''] = line.trim().split(': ')
    names[code] = [...(names[code] ?? []), ...listed.split(', ')]
  }
  return names
}

/** English names, and how people write their own country in Latin letters. A line a code. */
const latinNames = `
  AE: UAE, Emirates
  AL: Shqipëria
  AM: Hayastan
  AT: Österreich
  BA: Bosna
  BE: België, Belgique
  BR: Brasil
  CD: DRC, DR Congo, RDC, RD Congo, Democratic Republic of the Congo, Zaire
  CF: CAR, Centrafrique
  CG: Republic of the Congo
  CH: Schweiz, Suisse, Svizzera
  CI: Ivory Coast, Côte d’Ivoire
  CV: Cabo Verde
  CZ: Czech Republic, Česko
  DE: Deutschland
  DJ: Jibuti
  DK: Danmark
  DZ: Al Jazair, Algérie
  EG: Misr, Masr
  ER: Ertra
  ES: España
  ET: Ityopya, Abyssinia
  FI: Suomi
  GB: UK, Great Britain, Britain, England, Scotland, Wales, Northern Ireland
  GR: Hellas
  HR: Hrvatska
  HU: Magyarország
  IE: Éire
  IN: Bharat, Hindustan
  IR: Persia
  IT: Italia
  JO: Urdun
  KP: DPRK
  KR: Korea
  LB: Lubnan
  LT: Lietuva
  MA: Maroc, Al Maghrib
  MD: Moldavia
  MK: Macedonia
  MM: Burma
  NL: Holland, Nederland
  NO: Norge
  PH: Pilipinas
  PL: Polska
  PS: Palestine, Filastin, Gaza, West Bank
  RS: Srbija
  RU: Rossiya, Russian Federation
  SA: KSA, Saudi
  SE: Sverige
  SI: Slovenija
  SK: Slovensko
  SO: Soomaaliya
  SY: Suriya
  SZ: Swaziland
  TL: East Timor
  TN: Tunis
  TR: Turkey, Türkiye
  TZ: Zanzibar
  UA: Ukraina, Ukrayina
  US: USA, America, United States of America
  VA: Holy See, Vatican
  VN: Viet Nam
  YE: Yaman, Al Yaman`

const otherNames: Readonly<Record<string, string>> = {
  ar: `
  AE: دبي
  BD: بنجلاديش
  CD: الكونغو الديمقراطية, جمهورية الكونغو الديمقراطية, زائير
  CI: كوت ديفوار
  CZ: جمهورية التشيك, تشيكيا
  EH: الجمهورية الصحراوية
  ET: الحبشة
  GB: بريطانيا, إنجلترا, إنكلترا, انغلترا
  HK: هونج كونج
  HU: هنغاريا
  LK: سيلان, سيريلانكا
  MM: بورما
  NL: هولاندا
  PS: فلسطين, غزة, الضفة الغربية
  SA: السعودية, سعودية
  SZ: سوازيلاند
  TL: تيمور الشرقية
  US: أمريكا, أميركا, الولايات المتحدة الأمريكية`,
  es: `
  AE: Emiratos
  BD: Bangladesh
  CI: Costa de Marfil
  CZ: República Checa
  GB: Inglaterra, Gran Bretaña, Escocia, Gales, Irlanda del Norte
  CG: República del Congo
  KE: Kenya
  MM: Birmania
  NL: Holanda
  PS: Palestina
  SZ: Suazilandia, Swazilandia
  TL: Timor Oriental
  US: EE. UU., EEUU, América, Norteamérica
  VA: Vaticano, Santa Sede
  ZW: Zimbabwe`,
  fr: `
  BY: Biélorussie
  CD: République démocratique du Congo
  CG: République du Congo
  CZ: République tchèque
  GB: Angleterre, Grande-Bretagne, Écosse, Pays de Galles, Irlande du Nord
  MM: Birmanie
  NL: Hollande
  TL: Timor-Leste
  US: Amérique
  VA: Saint-Siège`,
  pt: `
  AE: Emirados
  BY: Bielorrússia
  CD: República Democrática do Congo
  CZ: República Checa, República Tcheca, Chéquia
  EG: Egipto
  GB: Inglaterra, Grã-Bretanha, Escócia, Irlanda do Norte
  IR: Irão
  MM: Birmânia
  MU: Maurícia
  NL: Holanda
  PS: Palestina
  SZ: Suazilândia
  TL: Timor Oriental
  US: EUA, América
  VA: Vaticano, Santa Sé
  VN: Vietname
  ZW: Zimbabwe`,
  uk: `
  AE: ОАЕ, Емірати
  BY: Білорусія
  CD: ДР Конго, ДРК, Демократична Республіка Конго
  CF: ЦАР
  CI: Берег Слонової Кістки
  CN: КНР
  CZ: Чеська Республіка
  DE: Германия
  GB: Англія, Британія, Великобританія, Шотландія, Сполучене Королівство
  KG: Киргизія
  KP: КНДР
  KR: Корея
  MD: Молдавія
  MK: Македонія
  MM: Бірма
  NL: Голландія
  PL: Польша
  PS: Палестина
  RU: РФ, Російська Федерація, Россия
  SZ: Свазіленд
  TL: Східний Тимор
  TM: Туркменія
  UA: Украина
  US: США, Америка
  ZA: ПАР`,
  'fa-AF': `
  AT: اطریش
  CD: کانگوی دموکراتیک
  CH: سوئیس, سویتزرلند
  CZ: جمهوری چک, چکیا
  DE: جرمنی
  DK: دنمارک
  ES: اسپانیا, هسپانیه
  ET: اتیوپی, حبشه
  GB: انگلستان, انگلیس, انگلند
  ID: اندونیزیا
  IN: هندوستان
  JP: ژاپن, جاپان
  MM: برما
  NL: هلند
  NO: ناروی, نروژ
  PL: پولند, لهستان
  PS: فلسطین, غزه
  SA: سعودی
  RU: روسیا
  SE: سویدن, سوئد
  SY: سوریا
  SZ: سوازیلند
  TM: ترکمنستان
  TR: ترکیا
  UA: اوکرایین
  US: امریکا, ایالات متحده امریکا`,
  ti: `
  AE: ኢማራት, ዱባይ
  CD: ኮንጎ ኪንሻሳ
  CI: ኣይቮሪ ኮስት
  EG: ምስሪ
  ET: ኢትዮጲያ
  GB: እንግሊዝ, ዓባይ ብሪጣንያ, እንግላንድ
  IL: እስራኤል
  MM: በርማ
  NL: ሆላንድ
  PS: ፍልስጤም
  RU: ራሻ
  SA: ስዑድያ, ሱዑድያ, ሳዑዲ
  SE: ሽወደን
  SZ: ስዋዚላንድ
  TR: ቱርክ, ቱርኪያ
  US: አሜሪካ, ኣሜሪካ, ሕቡራት መንግስታት ኣመሪካ`,
  bn: `
  AE: দুবাই, আমিরাত
  CD: ডিআর কঙ্গো
  CI: আইভরি কোস্ট
  CN: চিন
  CZ: চেক প্রজাতন্ত্র
  EG: ইজিপ্ট
  GB: ইংল্যান্ড, ব্রিটেন, ইউকে, বিলেত
  GR: গ্রিস
  IN: ইন্ডিয়া, হিন্দুস্তান
  IT: ইটালি
  JO: জর্ডান
  MM: মিয়ানমার, বার্মা
  NL: হল্যান্ড
  PS: ফিলিস্তিন, প্যালেস্টাইন
  SZ: সোয়াজিল্যান্ড
  TR: তুর্কি
  US: আমেরিকা, যুক্তরাষ্ট্র, ইউএসএ`,
  sw: `
  AE: Emirati
  CD: Jamhuri ya Kidemokrasia ya Kongo, Kongo DRC
  CG: Jamhuri ya Kongo
  CI: Pwani ya Pembe, Kodivaa
  CN: China
  CZ: Ucheki, Jamhuri ya Cheki
  DJ: Djibouti
  ET: Uhabeshi
  GB: Uingereza, Skotlandi
  JO: Yordani
  MA: Moroko
  PS: Palestina
  RU: Russia
  SA: Saudi Arabia, Arabuni
  SY: Siria
  SZ: Uswazi
  US: Amerika`,
}
