"""The same words in other characters: half-width punctuation, full-width digits, traditional characters."""

from __future__ import annotations

_HALF = str.maketrans("（），；：！", "(),;:!")
_FULL_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def half_width(text: str) -> str:
    """Brackets, commas and colons half-width; 。 and 、 stay.

    >>> half_width("（责任单位：省水利厅，省教育厅。）")
    '(责任单位:省水利厅,省教育厅。)'
    """
    return text.translate(_HALF)


def full_width(text: str) -> str:
    """Digits full-width.

    >>> full_width("2024年6月底前")
    '２０２４年６月底前'
    """
    return text.translate(_FULL_DIGITS)


def traditional(text: str) -> str:
    """Traditional characters, in the forms of Taiwan; for the words that written plans hold.

    >>> traditional("责任单位：省水利厅牵头")
    '責任單位：省水利廳牽頭'
    """
    return text.translate(_TRADITIONAL)


_TRADITIONAL = str.maketrans(
    "万与专业严个为乡书乱于云产们众优会传体储党关兴养内军农决准划则别办务动励区医协单占卫厅压县参发台号后"
    "员团园国图场坚处备头妇学实审对导将岭干并广应开强彻态总战托执扩护据携数旧时术机权构标栖检残毕气游灭点"
    "牵环现电疗监盖盘础离称税筹简粮级组细织结给络统续综绿编网职联节范药获营补装见规计订认设识试请读负财责"
    "账质贯贴贸资车转输达运进适选钟银链镇长门闲间阅队际难雾项预频题馆",
    "萬與專業嚴個為鄉書亂於雲產們眾優會傳體儲黨關興養內軍農決準劃則別辦務動勵區醫協單佔衛廳壓縣參發臺號後"
    "員團園國圖場堅處備頭婦學實審對導將嶺幹並廣應開強徹態總戰託執擴護據攜數舊時術機權構標棲檢殘畢氣遊滅點"
    "牽環現電療監蓋盤礎離稱稅籌簡糧級組細織結給絡統續綜綠編網職聯節範藥獲營補裝見規計訂認設識試請讀負財責"
    "賬質貫貼貿資車轉輸達運進適選鐘銀鏈鎮長門閒間閱隊際難霧項預頻題館",
)
