"""The numbers that buttons carry; a number is never given to another action, because old buttons live on."""

from enum import IntEnum


class Action(IntEnum):
    """What a button does; groupbot.routes says who answers it."""

    NOTICE = 1
    PAGE = 2
    READ = 3
    AGE_YES = 4
    AGE_NO = 5
    TOGGLE = 6
    SAVE = 7
    NONE = 8
    CHANGE = 9
    WITHDRAW = 10
    WITHDRAW_EVERYWHERE = 11
    RECEIPT = 12
    WITHDRAWAL_RECEIPT = 13
    LANGUAGE = 14
    MYDATA = 15
    PRIVACY = 16
    WITHDRAW_PAGE = 17
    SETUP = 18
    SETUP_OVERVIEW = 19
    SETUP_ASK = 20
    SETUP_SET = 21
    SETUP_PREVIEW = 22
    SETUP_NOTICE = 23
    SETUP_GO = 24
    SETUP_LIVE = 25
    ASK_WIKI = 26
    WIKI = 27
    ASK_ZONE = 28
    ZONE = 29
    ASK_CONTROLLER = 30
    CONTROLLER = 31
    ASK_CONTACT = 32
    CONTACT = 33
    SETUP_NEXT = 34
    PROOF = 35
    PROOF_ENTRY = 36
    PROOF_ASK = 37
    PROOF_SEE = 38
    PROOF_CANCEL = 39
    PROOF_FILE = 40
    PROOF_RECEIPT = 41
    PROOF_RECEIPT_ASK = 42
    SETTINGS = 60
    POLICY = 61
    POLICY_SEND = 62
    POLICY_TEXT = 63
    APPLY = 64
    DISCARD = 65
    HISTORY = 66
    UNDO = 67
    PAUSE = 68
    RESUME = 69
    LEAVE = 70
    PANIC = 71
    HERE = 72
    ASKED = 73
    DRAFT = 74
    VERIFY_ASK = 75
    VERIFY_SHOWN = 76
    APPEAL = 80
    APPEAL_ABOUT = 81
    APPEAL_WRITE = 82
    APPEAL_OPEN = 83
    APPEAL_SEE = 84
    APPEAL_WITHDRAW = 85
    APPEALS = 86
    APPEAL_READ = 87
    APPEAL_MINE = 88
    APPEAL_RULING = 89
    APPEAL_DECIDE = 90
    APPEAL_ADD = 91
    APPEAL_ADDED = 92
    APPEAL_SOLE = 93
    MYDATA_FILE = 110
    ERASE = 111
    ERASE_ASK = 112
    ERASE_NOW = 113
