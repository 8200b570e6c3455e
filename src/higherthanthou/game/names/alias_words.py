"""The words that aliases are generated from."""

FIRST = """
Amber Ashen Autumn Brass Brisk Bronze Candid Cedar Chalk Civil Clear Cobalt Copper Coral Crisp Curious
Dapper Dawn Distant Dusty Early Eager Earnest Even Faint Fern Flint Fleet Formal Frosty Gentle Gilded Glass
Grand Granite Grey Hasty Hazel Hidden Honest Idle Indigo Iron Ivory Jade Jolly Keen Kind Lapsed Late Lemon
Level Linen Little Lone Loud Lucid Maple Marble Mellow Merry Mild Minor Misty Modest Mossy Muted Nimble
Noble Northern Oaken Odd Olive Opal Paper Patient Pearl Pensive Pewter Plain Polite Prompt Proper Quick
Quiet Rapid Rare Round Rusty Sable Salt Sandy Satin Sharp Shy Silent Silver Slate Sleepy Slow Sly Small
Sober Solar Solemn Spare Steady Still Stout Sturdy Subtle Sunny Swift Tall Tawny Tidy Tin Timid Upright
Velvet Vivid Wary Wax Wild Willow Winter Wise Witty Woolly Young Zesty
""".split()

SECOND = """
Albatross Avocet Badger Bat Beaver Beetle Bison Bittern Bobcat Bunting Buzzard Carp Cat Chough Civet Condor
Coot Cormorant Corncrake Crab Crane Cricket Crow Cuckoo Curlew Deer Dipper Dormouse Dove Duck Dunlin Eagle
Eel Egret Eider Elk Ermine Falcon Ferret Finch Firefly Fox Frog Gannet Gecko Goose Goshawk Grebe Grouse Gull
Hare Harrier Hawk Hedgehog Heron Hoopoe Hornet Ibex Ibis Jackdaw Jay Kestrel Kite Kiwi Knot Lapwing Lark
Lemur Linnet Lizard Lynx Magpie Mallard Marmot Marten Martin Mink Mole Moth Mouse Newt Nightjar Nuthatch
Ocelot Oriole Osprey Otter Ouzel Owl Oyster Panda Partridge Perch Petrel Pheasant Pigeon Pike Pipit Plover
Pony Puffin Quail Rabbit Rail Raven Redstart Robin Rook Ruff Salmon Sandpiper Seal Shrew Shrike Siskin Skua
Snail Snipe Sparrow Squirrel Starling Stoat Stork Stilt Swallow Swan Swift Tapir Teal Tern Thrush Toad Trout
Turnstone Viper Vole Wagtail Walrus Warbler Weasel Whale Wigeon Wombat Wren
""".split()
