"""Short forms of English given names, as parish registers and dictionaries of names list them.

A person may be called by one without the bible's saying so; that is a reading, never certain.
"""

from __future__ import annotations

from functools import cache

_SETS = """
Abigail Abby Gail; Abraham Abe Bram; Adelaide Addie Ada; Albert Al Bert Bertie; Alexander Alex Alec Sandy
Sasha; Alexandra Alex Sandra Sasha; Alfred Alf Alfie Fred; Alice Ally Elsie; Andrew Andy Drew; Angela Angie;
Ann Anna Anne Annie Nan Nancy Nannie; Anthony Tony Ant; Antonia Toni; Archibald Archie; Arthur Art Artie;
Augustus Gus Augie; Barbara Babs Barb Barbie; Bartholomew Bart; Beatrice Bea Trixie; Benjamin Ben Benny
Benji; Bernard Bernie; Bridget Biddy Bridie; Caroline Carrie Caro Lina; Catherine Katherine Kathryn Cathy
Kathy Kate Katie Kitty Cat Kat; Cecilia Cecily Celia Cissy; Charles Charlie Charley Chuck; Charlotte Lottie
Charlie Lotte; Christina Christine Chris Tina Chrissie; Christopher Chris Kit Topher; Clara Clare; Clarence
Clarrie; Clement Clem; Daniel Dan Danny; David Dave Davy Davey; Deborah Debbie Deb; Dorothy Dot Dottie Dolly
Dora; Edith Edie; Edmund Edward Ed Eddie Ned Ted Teddy; Edward Ed Eddie Ned Ted Teddy; Eleanor Ellen Helen
Nell Nellie Nelly Ellie Nora; Elizabeth Eliza Liza Liz Lizzie Lizzy Beth Betsy Betty Bess Bessie Elsie
Libby; Emily Em Emmy Emma Millie; Emma Em Emmy; Ernest Ernie; Esther Hester Essie Hetty; Eugene Gene;
Florence Flo Florrie Flossie; Frances Fanny Fran Francie Frankie; Francis Frank Frankie; Franklin Frank;
Frederick Fred Freddie Freddy; Gabriel Gabe; George Georgie Geordie; Georgina Georgiana Georgie; Gerald
Gerry Jerry; Gertrude Gertie Trudy; Gilbert Gil Bert; Gregory Greg; Hannah Nan; Harold Harry Hal; Harriet
Hattie Hetty; Henrietta Hetty Etta; Henry Harry Hal Hank; Herbert Bert Bertie Herb; Horatio Horace; Hugh
Hughie; Isaac Ike; Isabel Isabella Bell Bella Izzy; Jacob Jake; James Jim Jimmy Jem Jamie; Jane Jenny Janey
Janie; Janet Jennet Jenny; Jeffrey Geoffrey Jeff Geoff; Jeremiah Jeremy Jerry; Jessica Jess Jessie; Joan
Joanna Jo; John Jack Johnny Jackie; Jonathan Jon Nathan Johnny; Joseph Joe Joey Jos; Josephine Jo Josie;
Joshua Josh; Judith Judy; Julia Juliet Julie; Katharine Kate Katie Kit Kitty Kathy; Kenneth Ken Kenny;
Laurence Lawrence Larry Laurie; Leonard Len Lenny Leo; Lewis Louis Lew Lou Louie; Lillian Lily; Louisa
Louise Lou Lulu; Lucy Lucille Lu; Lydia Liddy; Mabel Mab; Magdalen Magdalene Maud Lena; Margaret Maggie Meg
Peg Peggy Madge Greta Daisy Margie Rita; Martha Patty Mattie; Martin Marty; Mary Maria Molly Polly May Mamie
Minnie Marie; Matilda Tilda Tilly Mattie Maud; Matthew Matt Matty; Maximilian Max; Melissa Lissa Mel;
Michael Mick Mickey Mike Mikey; Mildred Millie; Miriam Mimi; Nathaniel Nathan Nat Nate; Nicholas Nick Nicky
Nico; Olivia Liv Livvy; Oliver Ollie Noll; Oswald Oz Ozzie; Pamela Pam; Patricia Pat Patsy Patty Trish
Tricia; Patrick Pat Paddy; Penelope Penny; Peter Pete; Philip Phil Pip; Philippa Pippa; Priscilla Cilla
Prissy; Rachel Rae; Raymond Ray; Rebecca Becky Becca; Reginald Reg Reggie; Richard Dick Rick Ricky Richie
Rich Dickie; Robert Bob Bobby Rob Robbie Robin Bert; Roderick Rod Roddy; Roger Hodge; Ronald Ron Ronnie;
Rosamund Rosemary Rose Rosie; Rose Rosie; Samantha Sam Sammy; Samuel Sam Sammy; Sarah Sally Sadie; Simon
Sim; Sophia Sophie Sophy; Stephen Steven Steve Stevie; Susan Susanna Susannah Sue Susie Sukey; Sylvester
Sly; Tabitha Tabby; Terence Terry; Theodora Dora Thea; Theodore Ted Teddy Theo; Theresa Teresa Terry Tess
Tessa; Thomas Tom Tommy; Timothy Tim Timmy; Tobias Toby; Valentine Val; Victor Vic; Victoria Vicky Tori;
Vincent Vince Vinny; Virginia Ginny Ginger; Walter Wat Wally Walt; Wilfred Wilf; Wilhelmina Mina Minnie
Billie; William Bill Billy Will Willy Willie Liam; Winifred Winnie Freda; Zachary Zach Zack
"""


@cache
def _by_name() -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for group in _SETS.replace("\n", " ").split(";"):
        names = group.split()
        for name in names:
            known.setdefault(name, set()).update(names)
    return {name: frozenset(others - {name}) for name, others in known.items()}


def kindred(name: str) -> frozenset[str]:
    """The names that somebody of this given name may be called by, and those it may be short for."""
    return _by_name().get(name, frozenset())
