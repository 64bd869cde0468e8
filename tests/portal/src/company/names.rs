//! The names used in the generated company.

use super::user::City;

/// A name and its spelling in an e-mail address.
pub(super) type Name = (&'static str, &'static str);

pub(super) const LATIN_FEMALE: [Name; 20] = [
    ("Alice", "alice"),
    ("Anna", "anna"),
    ("Barbara", "barbara"),
    ("Clara", "clara"),
    ("Diana", "diana"),
    ("Emma", "emma"),
    ("Fiona", "fiona"),
    ("Grace", "grace"),
    ("Hannah", "hannah"),
    ("Ivy", "ivy"),
    ("Jane", "jane"),
    ("Johanna", "johanna"),
    ("Laura", "laura"),
    ("Maria", "maria"),
    ("Nora", "nora"),
    ("Olivia", "olivia"),
    ("Renée", "renee"),
    ("Sophie", "sophie"),
    ("Zoë", "zoe"),
    ("Martha", "martha"),
];

pub(super) const LATIN_MALE: [Name; 20] = [
    ("Adam", "adam"),
    ("Alexander", "alexander"),
    ("Brian", "brian"),
    ("Daniel", "daniel"),
    ("David", "david"),
    ("Frank", "frank"),
    ("George", "george"),
    ("Henry", "henry"),
    ("Ivan", "ivan"),
    ("Jack", "jack"),
    ("John", "john"),
    ("Jürgen", "juergen"),
    ("Leo", "leo"),
    ("Mark", "mark"),
    ("Martin", "martin"),
    ("Oliver", "oliver"),
    ("Patrick", "patrick"),
    ("Robert", "robert"),
    ("Thomas", "thomas"),
    ("William", "william"),
];

pub(super) const LATIN_LAST: [Name; 32] = [
    ("Adams", "adams"),
    ("Anderson", "anderson"),
    ("Baker", "baker"),
    ("Brown", "brown"),
    ("Clark", "clark"),
    ("Coleman", "coleman"),
    ("Davis", "davis"),
    ("Evans", "evans"),
    ("Fischer", "fischer"),
    ("Freeman", "freeman"),
    ("Garcia", "garcia"),
    ("Hansen", "hansen"),
    ("Harris", "harris"),
    ("Jackson", "jackson"),
    ("Johnson", "johnson"),
    ("King", "king"),
    ("Lee", "lee"),
    ("Lewis", "lewis"),
    ("Martin", "martin"),
    ("Miller", "miller"),
    ("Moore", "moore"),
    ("Müller", "mueller"),
    ("Nelson", "nelson"),
    ("Newman", "newman"),
    ("O'Brien", "obrien"),
    ("Roberts", "roberts"),
    ("Schmidt", "schmidt"),
    ("Smith", "smith"),
    ("Taylor", "taylor"),
    ("Walker", "walker"),
    ("Wilson", "wilson"),
    ("Young", "young"),
];

pub(super) const CYRILLIC_FEMALE: [Name; 16] = [
    ("Александра", "aleksandra"),
    ("Алина", "alina"),
    ("Анастасия", "anastasia"),
    ("Анна", "anna"),
    ("Виктория", "viktoria"),
    ("Дарья", "darya"),
    ("Екатерина", "ekaterina"),
    ("Елена", "elena"),
    ("Ирина", "irina"),
    ("Ксения", "ksenia"),
    ("Мария", "maria"),
    ("Наталья", "natalia"),
    ("Ольга", "olga"),
    ("Светлана", "svetlana"),
    ("Татьяна", "tatiana"),
    ("Юлия", "yulia"),
];

pub(super) const CYRILLIC_MALE: [Name; 16] = [
    ("Александр", "aleksandr"),
    ("Алексей", "aleksey"),
    ("Андрей", "andrey"),
    ("Артём", "artem"),
    ("Виктор", "viktor"),
    ("Денис", "denis"),
    ("Дмитрий", "dmitry"),
    ("Евгений", "evgeny"),
    ("Иван", "ivan"),
    ("Кирилл", "kirill"),
    ("Максим", "maksim"),
    ("Михаил", "mikhail"),
    ("Николай", "nikolay"),
    ("Пётр", "petr"),
    ("Роман", "roman"),
    ("Сергей", "sergey"),
];

/// The female and the male form.
pub(super) const CYRILLIC_LAST: [(Name, Name); 20] = [
    (("Белова", "belova"), ("Белов", "belov")),
    (("Васильева", "vasilieva"), ("Васильев", "vasiliev")),
    (("Волкова", "volkova"), ("Волков", "volkov")),
    (("Ершова", "ershova"), ("Ершов", "ershov")),
    (("Зайцева", "zaitseva"), ("Зайцев", "zaitsev")),
    (("Иванова", "ivanova"), ("Иванов", "ivanov")),
    (("Козлова", "kozlova"), ("Козлов", "kozlov")),
    (("Кузнецова", "kuznetsova"), ("Кузнецов", "kuznetsov")),
    (("Лебедева", "lebedeva"), ("Лебедев", "lebedev")),
    (("Морозова", "morozova"), ("Морозов", "morozov")),
    (("Новикова", "novikova"), ("Новиков", "novikov")),
    (("Орлова", "orlova"), ("Орлов", "orlov")),
    (("Павлова", "pavlova"), ("Павлов", "pavlov")),
    (("Петрова", "petrova"), ("Петров", "petrov")),
    (("Попова", "popova"), ("Попов", "popov")),
    (("Семёнова", "semenova"), ("Семёнов", "semenov")),
    (("Смирнова", "smirnova"), ("Смирнов", "smirnov")),
    (("Соколова", "sokolova"), ("Соколов", "sokolov")),
    (("Фёдорова", "fedorova"), ("Фёдоров", "fedorov")),
    (("Яковлева", "yakovleva"), ("Яковлев", "yakovlev")),
];

/// The female and the male form.
pub(super) const PATRONYMICS: [(&str, &str); 10] = [
    ("Александровна", "Александрович"),
    ("Алексеевна", "Алексеевич"),
    ("Андреевна", "Андреевич"),
    ("Викторовна", "Викторович"),
    ("Дмитриевна", "Дмитриевич"),
    ("Ивановна", "Иванович"),
    ("Михайловна", "Михайлович"),
    ("Николаевна", "Николаевич"),
    ("Петровна", "Петрович"),
    ("Сергеевна", "Сергеевич"),
];

pub(super) const POSITIONS: [&str; 16] = [
    "Accountant",
    "Analyst",
    "Assistant",
    "Designer",
    "Engineer",
    "HR Manager",
    "Lawyer",
    "Manager",
    "Office Manager",
    "Programmer",
    "Project Manager",
    "Sales Manager",
    "Support Specialist",
    "Tester",
    "Бухгалтер",
    "Менеджер по продажам",
];

pub(super) const DEPARTMENTS: [&str; 14] = [
    "Sales",
    "Marketing",
    "Development",
    "Support",
    "Accounting",
    "Human Resources",
    "Legal",
    "Logistics",
    "Purchasing",
    "Design",
    "Quality",
    "Отдел продаж",
    "Бухгалтерия",
    "Разработка",
];

pub(super) const STREETS: [&str; 8] = [
    "Park Avenue",
    "Main Street",
    "Lindenstraße",
    "Rue de Rivoli",
    "High Street",
    "Тверская",
    "Невский проспект",
    "улица Ленина",
];

pub(super) const SKILLS: [&str; 6] = [
    "Excel, SQL",
    "Rust, C++",
    "Negotiation",
    "Переговоры",
    "Photography & design",
    "German, English",
];

pub(super) const INTERESTS: [&str; 5] =
    ["Chess", "Hiking, climbing", "Музыка", "Rock 'n' roll", "Cooking"];

pub(super) static CITIES: [City; 12] = [
    city("New York", "New York", "122", "America/New_York", "+1212", false),
    city("Los Angeles", "California", "122", "America/Los_Angeles", "+1213", false),
    city("Chicago", "Illinois", "122", "America/Chicago", "+1312", false),
    city("London", "Greater London", "47", "Europe/London", "+4420", false),
    city("Berlin", "Berlin", "45", "Europe/Berlin", "+4930", false),
    city("Paris", "Île-de-France", "138", "Europe/Paris", "+331", false),
    city("Warsaw", "Mazovia", "113", "Europe/Warsaw", "+4822", false),
    city("Москва", "Москва", "1", "Europe/Moscow", "+7495", true),
    city("Санкт-Петербург", "Ленинградская область", "1", "Europe/Moscow", "+7812", true),
    city("Новосибирск", "Новосибирская область", "1", "Asia/Novosibirsk", "+7383", true),
    city("Калининград", "Калининградская область", "1", "Europe/Kaliningrad", "+7401", true),
    city("Минск", "Минская область", "4", "Europe/Minsk", "+37517", true),
];

const fn city(
    name: &'static str,
    state: &'static str,
    country: &'static str,
    time_zone: &'static str,
    dialling_code: &'static str,
    cyrillic: bool,
) -> City {
    City { name, state, country, time_zone, dialling_code, cyrillic }
}
